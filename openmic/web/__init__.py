"""The plain world (Starlette): one file per subject; app.py is the route table."""
