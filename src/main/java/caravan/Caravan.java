package caravan;

import caravan.cli.CommandLines;
import caravan.cli.Training;
import java.io.IOException;

/** Carries an Amplitude project's raw events, hour by hour, to your own storage. */
public final class Caravan {
    private Caravan() {}

    public static void main(String[] arguments) throws IOException {
        System.exit(Training.isAsked() ? Training.run() : CommandLines.run(arguments));
    }
}
