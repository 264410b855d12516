"""OpenMicOxfordshire: a moderated, county-wide hub for open-mic nights."""
