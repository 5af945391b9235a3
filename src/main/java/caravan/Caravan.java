package caravan;

import caravan.cli.CommandLines;

/** Carries an Amplitude project's raw events, hour by hour, to your own storage. */
public final class Caravan {
    private Caravan() {}

    public static void main(String[] arguments) {
        System.exit(CommandLines.run(arguments));
    }
}
