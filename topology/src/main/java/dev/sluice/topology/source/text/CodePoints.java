package dev.sluice.topology.source.text;

/** Turns offsets in UTF-16 units into offsets in code points; ascending ones in constant time each. */
final class CodePoints {
    private final String text;
    private int unit;
    private int point;

    CodePoints(String text) {
        this.text = text;
    }

    /** How many code points are before this unit. */
    int at(int index) {
        if (index < unit) {
            point -= text.codePointCount(index, unit);
        } else {
            point += text.codePointCount(unit, index);
        }
        unit = index;
        return point;
    }
}
