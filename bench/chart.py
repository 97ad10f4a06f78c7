"""Bars as an SVG file: rows per second, ours first."""

from xml.sax.saxutils import escape

BAR, GAP, LABEL, WIDTH, NUMBER = 20, 8, 300, 420, 90
COLOURS = ("#1b6e8c", "#9db4c0")  # ours, others


def draw(path, title, bars):
    most = max(speed for _, speed in bars)
    height = 40 + len(bars) * (BAR + GAP)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{LABEL + WIDTH + NUMBER}" '
        f'height="{height}" font-family="sans-serif" font-size="13" role="img">',
        f"<title>{escape(title)}: rows per second</title>",
        f'<text x="0" y="18" font-weight="bold">{escape(title)}: rows per second</text>',
    ]
    for index, (name, speed) in enumerate(bars):
        y = 32 + index * (BAR + GAP)
        width = WIDTH * speed / most
        colour = COLOURS[0 if name.startswith("upsert") else 1]
        parts += [
            f'<text x="{LABEL - 8}" y="{y + 15}" text-anchor="end">{escape(name)}</text>',
            f'<rect x="{LABEL}" y="{y}" width="{width:.1f}" height="{BAR}" fill="{colour}"/>',
            f'<text x="{LABEL + width + 6:.1f}" y="{y + 15}">{speed:,.0f}</text>',
        ]
    parts.append("</svg>\n")
    with open(path, "w", encoding="utf-8") as file:
        file.write("\n".join(parts))
