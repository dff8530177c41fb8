"""Where things lie and what the user set: paths, the config file, the device's id."""
