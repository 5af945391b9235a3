package caravan.landing;

import static caravan.landing.JsonGrammar.ACTION;
import static caravan.landing.JsonGrammar.AFTER_VALUE;
import static caravan.landing.JsonGrammar.BAD;
import static caravan.landing.JsonGrammar.COLON;
import static caravan.landing.JsonGrammar.DONE;
import static caravan.landing.JsonGrammar.KEY;
import static caravan.landing.JsonGrammar.KEY_OR_END;
import static caravan.landing.JsonGrammar.LINE_END;
import static caravan.landing.JsonGrammar.NEXT;
import static caravan.landing.JsonGrammar.START;
import static caravan.landing.JsonGrammar.STRING;
import static caravan.landing.JsonGrammar.VALUE;
import static caravan.landing.JsonGrammar.VALUE_OR_END;

/**
 * Says of a line whether it holds exactly one JSON object, without holding the line: it is fed slices and keeps a state. White
 * space around the object is allowed, so a carriage return at the line's end is; a byte order mark is not. Deeper than {@link
 * #DEEPEST} is not an event. A key may be there twice, and an escape may name half a surrogate pair: the grammar allows both.
 */
final class JsonLine {
    /** Levels of objects and arrays. */
    static final int DEEPEST = 1000;

    private final boolean[] isObject = new boolean[DEEPEST + 1];
    private final UploadTimeField uploadTime = new UploadTimeField();
    private int state = START;
    private int depth;
    private boolean inKey;

    /** A new line. */
    void reset() {
        state = START;
        depth = 0;
        uploadTime.reset();
    }

    /**
     * Reads up to the next line feed.
     *
     * @return where the line feed is; {@code to} where there is none
     */
    int scan(byte[] bytes, int from, int to) {
        int now = state;
        for (int i = from; i < to; i++) {
            int next = NEXT[now << 8 | bytes[i] & 0xff];
            if (next >= ACTION) {
                if (next == LINE_END) {
                    state = now;
                    return i;
                }
                next = act(next, bytes, i);
            }
            now = next;
            if (now == STRING) {
                i = strings(bytes, i + 1, to) - 1;
            }
        }
        state = now;
        uploadTime.sliceEnds(bytes, to);
        return to;
    }

    /**
     * In a string: to its end, and on through what is most of an event, from string to string.
     *
     * @return the first byte, still in a string, that is for the grammar; or as {@link PlainText#end}
     */
    private int strings(byte[] bytes, int from, int to) {
        int at = PlainText.end(bytes, from, to);
        for (int text = onward(bytes, at, to); text > at; text = onward(bytes, at, to)) {
            at = PlainText.end(bytes, text, to);
        }
        return at;
    }

    /**
     * From a string's end over {@code ":"}, {@code ","}, {@code ":null,"} or {@code ":12,"}.
     *
     * @return where the text of the next string begins; not above {@code at} where there is anything else
     */
    private int onward(byte[] bytes, int at, int to) {
        if (at + 2 >= to || bytes[at] != '"' || bytes[at + 1] != (inKey ? ':' : ',')) {
            return at;
        }
        boolean string = bytes[at + 2] == '"';
        int text = string ? at + 3 : inKey ? PlainValue.over(bytes, at + 2, to) : at;
        if (text > at) {
            uploadTime.end(bytes, at);
            if (string && (inKey || !isObject[depth])) {
                beginString(text);
            } else {
                beginKey(text);
            }
        }
        return text;
    }

    private int act(int action, byte[] bytes, int at) {
        switch (action) {
            case JsonGrammar.OPEN_OBJECT:
                return open(true, KEY_OR_END);
            case JsonGrammar.OPEN_ARRAY:
                return open(false, VALUE_OR_END);
            case JsonGrammar.CLOSE_OBJECT:
                return close(true);
            case JsonGrammar.CLOSE_ARRAY:
                return close(false);
            case JsonGrammar.COMMA:
                return isObject[depth] ? KEY : VALUE;
            case JsonGrammar.BEGIN_KEY:
                return beginKey(at + 1);
            case JsonGrammar.BEGIN_STRING:
                return beginString(at + 1);
            case JsonGrammar.END_STRING:
                uploadTime.end(bytes, at);
                return inKey ? COLON : AFTER_VALUE;
            default:
                throw new IllegalStateException("no action " + action);
        }
    }

    private int beginKey(int at) {
        inKey = true;
        if (depth == 1) {
            uploadTime.beginKey(at);
        }
        return STRING;
    }

    private int beginString(int at) {
        inKey = false;
        if (depth == 1) {
            uploadTime.beginValue(at);
        }
        return STRING;
    }

    private int open(boolean object, int next) {
        if (depth == DEEPEST) {
            return BAD;
        }
        depth++;
        isObject[depth] = object;
        return next;
    }

    private int close(boolean object) {
        if (isObject[depth] != object) {
            return BAD;
        }
        depth--;
        return depth == 0 ? DONE : AFTER_VALUE;
    }

    /** True where the line so far is white space or nothing. */
    boolean isBlank() {
        return state == START;
    }

    /** True where the line so far is one whole JSON object. */
    boolean isEvent() {
        return state == DONE;
    }

    /** The event's {@code server_upload_time} in microseconds since 1970, or {@link UploadTime#UNREADABLE}. */
    long uploadMicros() {
        return uploadTime.micros();
    }
}
