"""Topic definitions, one file each. Data only: a package so that it is installed."""
