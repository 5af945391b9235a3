package caravan.landing;

import java.util.Arrays;

/**
 * JSON (RFC 8259) as a table: what comes after a state and a byte. Strict, and strict UTF-8 in strings. Nesting is not in the
 * table: from {@link #ACTION} up a number is not a state but something that {@link JsonLine} does.
 */
final class JsonGrammar {
    // Between tokens
    static final int START = 0;
    static final int DONE = 1;
    static final int VALUE = 2;
    static final int VALUE_OR_END = 3;
    static final int KEY = 4;
    static final int KEY_OR_END = 5;
    static final int COLON = 6;
    static final int AFTER_VALUE = 7;

    /** Not JSON; the rest of the line does not matter. */
    static final int BAD = 8;

    // In a string: after a backslash, at the digits of an escape, at the following bytes of a character
    static final int STRING = 9;
    private static final int ESCAPE = 10;
    private static final int HEX = 11; // to 14
    private static final int TAIL_1 = 15;
    private static final int TAIL_2 = 16;
    private static final int TAIL_3 = 17;
    private static final int AFTER_E0 = 18;
    private static final int AFTER_ED = 19;
    private static final int AFTER_F0 = 20;
    private static final int AFTER_F4 = 21;

    // In a number
    private static final int MINUS = 22;
    private static final int ZERO = 23;
    private static final int DIGITS = 24;
    private static final int POINT = 25;
    private static final int FRACTION = 26;
    private static final int E = 27;
    private static final int E_SIGN = 28;
    private static final int EXPONENT = 29;

    private static final int LITERALS = 30; // true, false, null: to 39
    private static final int STATES = 40;

    // Actions
    static final int ACTION = 64;
    static final int LINE_END = 64;
    static final int OPEN_OBJECT = 65;
    static final int OPEN_ARRAY = 66;
    static final int CLOSE_OBJECT = 67;
    static final int CLOSE_ARRAY = 68;
    static final int COMMA = 69;
    static final int BEGIN_KEY = 70;
    static final int BEGIN_STRING = 71;
    static final int END_STRING = 72;

    /** {@code NEXT[state << 8 | byte]}: the next state, or an action. */
    static final byte[] NEXT = new byte[STATES << 8];

    private static final String DIGIT_BYTES = "0123456789";

    static {
        Arrays.fill(NEXT, (byte) BAD);
        for (int state : new int[] {START, DONE, VALUE, VALUE_OR_END, KEY, KEY_OR_END, COLON, AFTER_VALUE}) {
            on(state, " \t\r", state);
        }
        on(START, "{", OPEN_OBJECT);
        on(KEY, "\"", BEGIN_KEY);
        on(KEY_OR_END, "\"", BEGIN_KEY);
        on(KEY_OR_END, "}", CLOSE_OBJECT);
        on(COLON, ":", VALUE);
        afterValue(AFTER_VALUE);
        values(VALUE);
        values(VALUE_OR_END);
        on(VALUE_OR_END, "]", CLOSE_ARRAY);
        strings();
        characters();
        numbers();
        literal("true", LITERALS);
        literal("false", LITERALS + 3);
        literal("null", LITERALS + 7);
        for (int state = 0; state < STATES; state++) {
            on(state, "\n", LINE_END);
        }
    }

    private JsonGrammar() {}

    private static void values(int state) {
        on(state, "{", OPEN_OBJECT);
        on(state, "[", OPEN_ARRAY);
        on(state, "\"", BEGIN_STRING);
        on(state, "-", MINUS);
        on(state, "0", ZERO);
        on(state, "123456789", DIGITS);
        on(state, "t", LITERALS);
        on(state, "f", LITERALS + 3);
        on(state, "n", LITERALS + 7);
    }

    private static void afterValue(int state) {
        on(state, " \t\r", AFTER_VALUE);
        on(state, ",", COMMA);
        on(state, "}", CLOSE_OBJECT);
        on(state, "]", CLOSE_ARRAY);
    }

    private static void strings() {
        on(STRING, 0x20, 0x7f, STRING);
        on(STRING, "\"", END_STRING);
        on(STRING, "\\", ESCAPE);
        on(ESCAPE, "\"\\/bfnrt", STRING);
        on(ESCAPE, "u", HEX);
        for (int digit = 0; digit < 4; digit++) {
            on(HEX + digit, DIGIT_BYTES + "abcdefABCDEF", digit < 3 ? HEX + digit + 1 : STRING);
        }
    }

    /** Table 3-7 of the Unicode standard: no overlong forms, no surrogates, nothing above U+10FFFF. */
    private static void characters() {
        on(STRING, 0xc2, 0xdf, TAIL_1);
        on(STRING, 0xe0, 0xef, TAIL_2);
        on(STRING, 0xe0, 0xe0, AFTER_E0);
        on(STRING, 0xed, 0xed, AFTER_ED);
        on(STRING, 0xf0, 0xf0, AFTER_F0);
        on(STRING, 0xf1, 0xf3, TAIL_3);
        on(STRING, 0xf4, 0xf4, AFTER_F4);
        on(AFTER_E0, 0xa0, 0xbf, TAIL_1);
        on(AFTER_ED, 0x80, 0x9f, TAIL_1);
        on(AFTER_F0, 0x90, 0xbf, TAIL_2);
        on(AFTER_F4, 0x80, 0x8f, TAIL_2);
        on(TAIL_3, 0x80, 0xbf, TAIL_2);
        on(TAIL_2, 0x80, 0xbf, TAIL_1);
        on(TAIL_1, 0x80, 0xbf, STRING);
    }

    private static void numbers() {
        for (int end : new int[] {ZERO, DIGITS, FRACTION, EXPONENT}) {
            afterValue(end);
        }
        on(MINUS, "0", ZERO);
        on(MINUS, "123456789", DIGITS);
        on(DIGITS, DIGIT_BYTES, DIGITS);
        on(ZERO, ".", POINT);
        on(DIGITS, ".", POINT);
        on(POINT, DIGIT_BYTES, FRACTION);
        on(FRACTION, DIGIT_BYTES, FRACTION);
        for (int mantissa : new int[] {ZERO, DIGITS, FRACTION}) {
            on(mantissa, "eE", E);
        }
        on(E, "+-", E_SIGN);
        on(E, DIGIT_BYTES, EXPONENT);
        on(E_SIGN, DIGIT_BYTES, EXPONENT);
        on(EXPONENT, DIGIT_BYTES, EXPONENT);
    }

    private static void literal(String word, int state) {
        for (int i = 1; i < word.length(); i++) {
            on(state + i - 1, word.substring(i, i + 1), i < word.length() - 1 ? state + i : AFTER_VALUE);
        }
    }

    private static void on(int state, String bytes, int next) {
        for (int i = 0; i < bytes.length(); i++) {
            NEXT[state << 8 | bytes.charAt(i)] = (byte) next;
        }
    }

    private static void on(int state, int from, int to, int next) {
        Arrays.fill(NEXT, state << 8 | from, (state << 8 | to) + 1, (byte) next);
    }
}
