package caravan.demo;

import java.util.ArrayList;
import java.util.List;

/**
 * What one person does in one go.
 *
 * @param device the person's own, or {@link Device#SERVER} for what the shop reports itself
 * @param sessionId milliseconds since 1970 at which it began, or -1: in no session
 * @param start microseconds since 1970
 */
record Visit(Person person, Device device, Source source, long sessionId, long start, List<Step> steps) {
    static Visit draw(Dice dice, Person person, long start) {
        if (dice.oneIn(25)) {
            return new Visit(person, Device.SERVER, person.first(), -1, start, List.of(new Step(Step.INVOICED, null)));
        }
        Source source = dice.oneIn(3) ? dice.pick(Source.ALL) : person.first();
        boolean outside = dice.oneIn(30);
        long sessionId = (start - dice.below(60) * Times.SECOND) / Times.MILLISECOND;
        return new Visit(person, person.device(), source, outside ? -1 : sessionId, start, walk(dice, person, source));
    }

    private static List<Step> walk(Dice dice, Person person, Source source) {
        List<Step> steps = new ArrayList<>();
        Page page = dice.oneIn(2) ? Page.HOME : dice.pick(Page.CONTENT);
        steps.add(new Step(Step.SESSION_START, page));
        if (person.userId() != null) {
            steps.add(new Step(Step.IDENTIFIED, page));
        }
        for (int views = 1 + dice.below(6); views > 0; views--) {
            steps.add(new Step(Step.VIEWED, page));
            steps.add(new Step(Step.CLICKED, page));
            page = dice.pick(Page.CONTENT);
        }
        // Readers of the newsletter sign up more often, and people on a telephone less.
        int odds = (source.isNewsletter() ? 4 : 12) * (person.device().isMobile() ? 2 : 1);
        if (dice.oneIn(odds)) {
            convert(dice, person, steps);
        }
        steps.add(new Step(Step.SESSION_END, page));
        return steps;
    }

    private static void convert(Dice dice, Person person, List<Step> steps) {
        Page form = person.isCustomer() ? Page.CHECKOUT : Page.SIGNUP;
        steps.add(new Step(Step.VIEWED, form));
        steps.add(new Step(Step.FORM_STARTED, form));
        if (!dice.oneIn(3)) {
            steps.add(new Step(Step.FORM_SUBMITTED, form));
            if (person.isCustomer()) {
                steps.add(new Step(Step.ORDERED, form));
            }
        }
    }
}
