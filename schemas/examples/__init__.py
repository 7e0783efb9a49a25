"""Good messages, one file for each topic. Data only: a package so that it is installed."""
