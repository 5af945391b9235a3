package caravan.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class WatchesTest {
    @Test
    void one_who_fails_stops_neither_the_others_nor_who_works() {
        List<String> told = new ArrayList<>();
        Watch broken = new Watch() {
            @Override
            public void began(String project) {
                throw new IllegalStateException("the client has gone");
            }
        };
        Watch whole = new Watch() {
            @Override
            public void began(String project) {
                told.add(project);
            }
        };

        new Watches(List.of(broken, whole)).began("web");

        assertThat(told).containsExactly("web");
    }
}
