package caravan.demo;

import java.util.List;

/**
 * What one person does in one go.
 *
 * @param device the person's own, or {@link Device#SERVER} for what the shop reports itself
 * @param inSession whether its events are of a session
 */
record Visit(Person person, Device device, Source source, boolean inSession, List<Step> steps) {
    /** @param day in days since 1970 */
    static Visit draw(Dice dice, Person person, long day) {
        if (dice.oneIn(25)) {
            Identity customer = person.on(day).on(null);
            List<Step> invoice = List.of(new Step(Step.INVOICED, null, null, 0, customer, null));
            return new Visit(person, Device.SERVER, person.first(), false, invoice);
        }
        return walk(dice, person, day);
    }

    static Visit walk(Dice dice, Person person, long day) {
        Source source = dice.oneIn(3) ? dice.pick(Source.ALL) : person.first();
        boolean outside = dice.oneIn(30);
        List<Step> steps = Wanderer.walk(dice, person, source, day).steps();
        return new Visit(person, person.device(), source, !outside, steps);
    }

    /** Microseconds from the first step to the last. */
    long duration() {
        return steps.stream().mapToLong(Step::pause).sum();
    }
}
