package caravan.setup;

/** Who answers. */
public interface Questions {
    /** Whether anybody does; where nobody does, nothing is asked. */
    boolean areAnswered();

    /**
     * @param question ends where the answer begins
     * @return what was typed, without blanks around it; empty for Enter alone
     * @throws Unanswered where the input has ended
     */
    String ask(String question) throws Unanswered;

    /** The same, and what is typed is not shown. */
    String askHidden(String question) throws Unanswered;

    /** Where there is no terminal. */
    Questions NOBODY = new Questions() {
        @Override
        public boolean areAnswered() {
            return false;
        }

        @Override
        public String ask(String question) throws Unanswered {
            throw new Unanswered();
        }

        @Override
        public String askHidden(String question) throws Unanswered {
            throw new Unanswered();
        }
    };
}
