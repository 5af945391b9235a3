package caravan.console;

/** Answers one kind of question. */
interface Answering {
    Reply of(Question question) throws Exception;
}
