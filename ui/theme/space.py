"""The one scale of distances, in pixels: what stands together stands closer than what does not."""

XS, S, M, L, XL = 4, 8, 12, 16, 24
"""Within a control; between controls of a row; between cards and groups; around a card's body; around a page's."""
HAIR = 2
"""Between lines that are read as one."""
