"""Parquet: typed columns for programs that read them; what the file is stands in its metadata."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, ClassVar

from motcua.common.later import Later
from motcua.reporting.exports.formats.table import Kind, Writer

if TYPE_CHECKING:
    import pyarrow as pa
    import pyarrow.parquet as pq
else:
    pa, pq = Later("pyarrow"), Later("pyarrow.parquet")


class Parquet(Writer):
    """One row group for each portion."""

    extension: ClassVar[str] = "parquet"
    media_type: ClassVar[str] = "application/vnd.apache.parquet"

    def open(self) -> None:
        """See Writer."""
        told = {"title": self.table.title, **dict(self.table.about)}
        types = _types()
        self._schema = pa.schema([(c.name, types[c.kind]) for c in self.table.columns], metadata=told)
        self._file = pq.ParquetWriter(self.path, self._schema, compression="zstd")

    def write(self, rows: Sequence[Sequence[Any]]) -> None:
        """See Writer."""
        if rows:
            columns = zip(*rows, strict=True)
            arrays = [pa.array(values, kind.type) for values, kind in zip(columns, self._schema, strict=True)]
            self._file.write_batch(pa.record_batch(arrays, schema=self._schema))

    def close(self) -> None:
        """See Writer."""
        self._file.close()


def _types() -> dict[Kind, Any]:
    return {
        Kind.TEXT: pa.string(),
        Kind.WHOLE: pa.int64(),
        Kind.DECIMAL: pa.decimal128(18, 2),
        Kind.DAY: pa.date32(),
        Kind.INSTANT: pa.timestamp("us", tz="UTC"),
        Kind.FLAG: pa.bool_(),
    }
