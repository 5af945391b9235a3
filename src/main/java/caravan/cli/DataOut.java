package caravan.cli;

import caravan.archive.DiskFault;
import caravan.report.Refusal;
import java.io.BufferedWriter;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.FilterWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;

/** Stdout for data: UTF-8 whatever the locale, and an error where it takes no more. */
final class DataOut {
    private DataOut() {}

    /** Writes data; that a reader such as {@code head} has had enough is no error. */
    interface Data {
        void to(Writer out) throws IOException, Refusal;
    }

    static void write(Data data) throws IOException, Refusal {
        Writer out = new BufferedWriter(
                new Stdout(new OutputStreamWriter(new FileOutputStream(FileDescriptor.out), StandardCharsets.UTF_8)));
        try {
            data.to(out);
            out.flush();
        } catch (Closed e) {
            return;
        }
    }

    /** Nobody reads any more. */
    private static final class Closed extends IOException {
        private static final long serialVersionUID = 1;

        Closed(IOException cause) {
            super(cause);
        }
    }

    private static final class Stdout extends FilterWriter {
        Stdout(Writer out) {
            super(out);
        }

        @Override
        public void write(char[] text, int from, int length) throws IOException {
            try {
                super.write(text, from, length);
            } catch (IOException e) {
                throw of(e);
            }
        }

        @Override
        public void flush() throws IOException {
            try {
                super.flush();
            } catch (IOException e) {
                throw of(e);
            }
        }

        private static IOException of(IOException e) {
            String words = String.valueOf(e.getMessage());
            return words.contains("Broken pipe") || words.contains("pipe is being closed")
                    ? new Closed(e)
                    : new DiskFault("stdout takes no more: " + words, e);
        }
    }
}
