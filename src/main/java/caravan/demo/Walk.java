package caravan.demo;

import java.util.ArrayList;
import java.util.List;

/** What somebody does in a visit, step by step. Pauses are drawn in whole milliseconds, the clock of the devices. */
final class Walk {
    private static final List<String> BUTTONS =
            List.of("Start free 🚀", "See \"all\" maps", "Nächste Etappe →", "もっと見る");
    private static final List<String> ERRORS = List.of("Address not found", "Karte nicht verfügbar", "Try again later");
    private static final List<String> QUERIES =
            List.of("delivery time", "offline", "hütten tour", "登山 地図", "50% off \\o/");

    private final Dice dice;
    private final List<Step> steps = new ArrayList<>();
    private Identity who;
    private Page page;

    Walk(Dice dice, Identity who, Page entry) {
        this.dice = dice;
        this.who = who;
        this.page = entry;
        add(Step.SESSION_START, null, null, 0, 0);
    }

    Page page() {
        return page;
    }

    List<Step> steps() {
        return List.copyOf(steps);
    }

    /** @param merged null where nobody turns out to be somebody else */
    void identify(Identity merged) {
        add(Step.IDENTIFIED, null, merged, 20, 200);
    }

    /** From now on as somebody else, who was the former one all along. */
    void becomes(Identity other) {
        Identity former = who;
        who = other;
        add(Step.IDENTIFIED, null, former, 2_000, 20_000);
    }

    void view(Page next, int shortest, int longest) {
        page = next;
        add(Step.VIEWED, null, null, shortest, longest);
    }

    void click() {
        add(Step.CLICKED, dice.pick(BUTTONS), null, 2_000, 25_000);
    }

    /** Again and again on something that does not answer. */
    void rage(String text) {
        clicks(text, 150, 600);
    }

    /** As often, and slowly enough that nobody takes it for rage. */
    void insist(String text) {
        clicks(text, 1_050, 1_900);
    }

    private void clicks(String text, int shortest, int longest) {
        add(Step.CLICKED, text, null, 2_000, 10_000);
        for (int more = 2 + dice.below(3); more > 0; more--) {
            add(Step.CLICKED, text, null, shortest, longest);
        }
    }

    /** So long after whatever was before that neither has to do with the other. */
    void clickLater() {
        add(Step.CLICKED, dice.pick(BUTTONS), null, 31_000, 60_000);
    }

    void error() {
        add(Step.ERROR, dice.pick(ERRORS), null, 1_000, 9_000);
    }

    void search() {
        add(Step.SEARCHED, dice.pick(QUERIES), null, 3_000, 15_000);
    }

    void startForm() {
        add(Step.FORM_STARTED, null, null, 2_000, 15_000);
    }

    void submitForm() {
        add(Step.FORM_SUBMITTED, null, null, 8_000, 60_000);
    }

    void order() {
        add(Step.ORDERED, null, null, 300, 2_000);
    }

    void end() {
        add(Step.SESSION_END, null, null, 1_000, 20_000);
    }

    /** @param shortest pause before it in milliseconds */
    private void add(String type, String text, Identity merged, int shortest, int longest) {
        steps.add(new Step(type, page, text, dice.between(shortest, longest) * Times.MILLISECOND, who, merged));
    }
}
