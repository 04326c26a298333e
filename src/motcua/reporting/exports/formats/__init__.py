"""The file formats: each writes a table as a stream of portions, in memory that does not grow with the rows."""

from motcua.reporting.exports.formats.columnar import Parquet
from motcua.reporting.exports.formats.delimited import Csv
from motcua.reporting.exports.formats.lines import JsonLines
from motcua.reporting.exports.formats.spreadsheet import Xlsx
from motcua.reporting.exports.formats.table import Column, Kind, Table, Writer
from motcua.reporting.exports.formats.whole import Json

FORMATS: dict[str, type[Writer]] = {each.extension: each for each in (Xlsx, Csv, Parquet, Json, JsonLines)}
"""By the extension of their files."""

__all__ = ["FORMATS", "Column", "Kind", "Table", "Writer"]
