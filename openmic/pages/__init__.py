"""The live world's screens: parts bound to state. One module per page, so that each loads only its own code."""
