"""Management commands of reporting: `report`."""
