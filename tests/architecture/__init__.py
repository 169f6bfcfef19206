"""The one drawing of the architecture: made from what is written here, and held to the imports of the tree."""
