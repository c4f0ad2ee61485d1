"""The picture of who stands with whom: as a page by pyvis, as one sheet of SVG."""
