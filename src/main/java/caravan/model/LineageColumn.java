package caravan.model;

import java.util.Collections;
import java.util.Comparator;
import java.util.List;

/** One column of a lineage's picture, its boxes from top to bottom. */
record LineageColumn(List<LineageBox> boxes) {
    /** Each beside its neighbours on one side. */
    void order(boolean ofLeft) {
        boxes.sort(Comparator.comparingDouble(box -> box.middle(ofLeft)));
        stack();
    }

    /** Neighbours change places where fewer lines cross then. */
    boolean swap() {
        boolean better = false;
        for (int i = 0; i + 1 < boxes.size(); i++) {
            LineageBox upper = boxes.get(i);
            LineageBox lower = boxes.get(i + 1);
            if (crossings(upper, lower) > crossings(lower, upper)) {
                Collections.swap(boxes, i, i + 1);
                stack();
                better = true;
            }
        }
        return better;
    }

    private static long crossings(LineageBox upper, LineageBox lower) {
        return crossings(upper.left, lower.left) + crossings(upper.right, lower.right);
    }

    private static long crossings(List<LineageBox> ofUpper, List<LineageBox> ofLower) {
        return ofUpper.stream()
                .mapToLong(
                        box -> ofLower.stream().filter(other -> other.y < box.y).count())
                .sum();
    }

    /** One below the other, around the middle of the picture. */
    void stack() {
        double y = -boxes.stream().mapToDouble(LineageBox::height).sum() / 2;
        for (LineageBox box : boxes) {
            box.y = y + box.height() / 2;
            y += box.height();
        }
    }

    /** Each as near to its neighbours as its place in the column allows. */
    void straighten() {
        double[] down = new double[boxes.size()];
        double[] up = new double[boxes.size()];
        for (int i = 0; i < boxes.size(); i++) {
            double wish = boxes.get(i).wish();
            down[i] = i == 0 ? wish : Math.max(wish, down[i - 1] + apart(i));
        }
        for (int i = boxes.size() - 1; i >= 0; i--) {
            double wish = boxes.get(i).wish();
            up[i] = i == boxes.size() - 1 ? wish : Math.min(wish, up[i + 1] - apart(i + 1));
        }
        for (int i = 0; i < boxes.size(); i++) {
            boxes.get(i).y = (down[i] + up[i]) / 2;
        }
    }

    private double apart(int lower) {
        return (boxes.get(lower - 1).height() + boxes.get(lower).height()) / 2;
    }
}
