"""The live world's memory: one flat class per live page, a view-model and nothing private in it."""
