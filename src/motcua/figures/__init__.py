"""The statistics engine: definitions of the domain, read as expressions over the fact tables by any engine."""
