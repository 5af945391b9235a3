package caravan.hour;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One share of the work of several processes: the cells of the windows' grid whose number leaves this remainder. It depends on
 * nothing but the two numbers and the size of a window, so that every process, restart and later run takes the same hours, and
 * the shards {@code 0} to {@code count - 1} together take each hour once. Only planning asks it; the ledger knows no shards.
 *
 * @param index from 0 to {@code count - 1}
 * @param count how many shards there are; 1: one that takes all
 */
public record Shard(int index, int count) {
    /** Takes every hour. */
    public static final Shard WHOLE = new Shard(0, 1);

    /** More than anybody has of machines, or Amplitude answers at once. */
    public static final int MOST = 10_000;

    private static final Pattern SPELLING = Pattern.compile("(\\d{1,5})/(\\d{1,5})");

    public Shard {
        if (count < 1 || count > MOST) {
            throw new IllegalArgumentException(count + " shards; accepted is a number from 1 to " + MOST);
        }
        if (index < 0 || index >= count) {
            throw new IllegalArgumentException(
                    "there is no shard " + index + " of " + count + "; accepted is a number from 0 to " + (count - 1));
        }
    }

    /**
     * @param text {@code 2/8}
     * @throws IllegalArgumentException for any other spelling, and where there is no such shard
     */
    public static Shard parse(String text) {
        Matcher matcher = SPELLING.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("not the spelling of a shard; accepted is such as 2/8");
        }
        return new Shard(Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2)));
    }

    public boolean isWhole() {
        return count == 1;
    }

    /** @param cell its number on the grid */
    boolean takes(long cell) {
        return Math.floorMod(cell, count) == index;
    }

    @Override
    public String toString() {
        return index + "/" + count;
    }
}
