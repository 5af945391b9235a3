package caravan.config;

import java.nio.file.Path;

/** Where verified archives are kept, if anywhere. */
public sealed interface Keep {
    record Nowhere() implements Keep {
        @Override
        public String toString() {
            return "none";
        }
    }

    /** In the destination. */
    record InStore() implements Keep {
        @Override
        public String toString() {
            return "store";
        }
    }

    record InDirectory(Path directory) implements Keep {
        @Override
        public String toString() {
            return directory.toString();
        }
    }
}
