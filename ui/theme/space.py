"""The one scale of distances, in pixels: what stands together stands closer than what does not."""

LINE, HAIR = 1, 2
"""The width of a card's edge; between lines that are read as one."""
XS, S, M, L, XL, XXL = 4, 8, 12, 16, 24, 32
"""Within a control; between controls of a row; between cards and groups; around a card's body; around a page's; around
what stands alone on an empty page."""
