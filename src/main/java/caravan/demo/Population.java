package caravan.demo;

import caravan.hour.Hour;

/**
 * Who visits: each day brings as many newcomers, and of those that came before the fewer are left the longer ago it was.
 *
 * @param newcomers of a day
 */
record Population(long seed, int newcomers) {
    private static final int VISITS_OF_A_NEWCOMER = 2;
    private static final int EVENTS_OF_A_VISIT = 12;

    static Population of(SimulatedProject project) {
        long visits = Math.min(project.eventsPerHour(), 1 << 24) * 24 / EVENTS_OF_A_VISIT;
        return new Population(project.seed(), (int) Math.max(8, visits / VISITS_OF_A_NEWCOMER));
    }

    Person visitor(Dice dice, Hour hour) {
        int age = age(dice);
        return Person.of(seed, hour.day().toEpochDay() - age, dice.below(left(age, hour.ofDay())), newcomers);
    }

    /** In days since the first visit. */
    private static int age(Dice dice) {
        int kind = dice.below(100);
        if (kind < 48) {
            return 0;
        }
        if (kind < 60) {
            return 1;
        }
        if (kind < 74) {
            return 2 + dice.below(5);
        }
        return kind < 90 ? 7 + dice.below(21) : 28 + dice.below(62);
    }

    /** How many of a day's newcomers still come; on the day itself, how many have come by the end of this hour. */
    private int left(int age, int hourOfDay) {
        long left = age == 0 ? newcomers * (hourOfDay + 1L) / 24 : newcomers * 3L / (3 + age);
        return (int) Math.max(1, left);
    }
}
