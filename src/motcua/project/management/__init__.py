"""Management of the whole product."""
