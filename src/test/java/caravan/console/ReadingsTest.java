package caravan.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.junit.jupiter.api.Test;

class ReadingsTest {
    private final Queue<Runnable> reader = new ArrayDeque<>();
    private final List<String> read = new ArrayList<>();
    private Runnable meanwhile = () -> {};
    private final Readings readings = new Readings(reader::add, project -> {
        read.add(project);
        meanwhile.run();
    });

    private void run() {
        while (!reader.isEmpty()) {
            reader.remove().run();
        }
    }

    @Test
    void one_that_waits_is_enough_for_all_who_ask() {
        readings.anew("default");
        readings.anew("default");
        readings.unlessUnderWay("default");
        run();

        assertThat(read).containsExactly("default");
    }

    @Test
    void who_asks_while_it_is_read_does_not_have_it_read_again() {
        meanwhile = () -> {
            meanwhile = () -> {};
            readings.unlessUnderWay("default");
        };
        readings.unlessUnderWay("default");
        run();

        assertThat(read).containsExactly("default");
    }

    @Test
    void what_became_another_while_it_was_read_is_read_once_more() {
        meanwhile = () -> {
            meanwhile = () -> {};
            readings.anew("default");
            readings.anew("default");
        };
        readings.anew("default");
        run();

        assertThat(read).containsExactly("default", "default");
    }

    @Test
    void one_that_broke_off_can_be_asked_for_again() {
        meanwhile = () -> {
            throw new IllegalStateException("a bug of a test");
        };
        readings.anew("default");
        try {
            run();
        } catch (IllegalStateException expected) {
            meanwhile = () -> {};
        }
        readings.unlessUnderWay("default");
        run();

        assertThat(read).containsExactly("default", "default");
    }
}
