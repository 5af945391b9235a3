package caravan.ledger;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;

/** Several calls of the store at once; answers in the order of the questions. The executor's threads bound how many. */
public record Parallel(Executor executor) {
    /** One question. */
    public interface Call<T, R> {
        R apply(T value) throws IOException;
    }

    /** Waits for all; throws the first failure in the order of the questions. Never called from the executor's own threads. */
    public <T, R> List<R> map(List<T> values, Call<T, R> call) throws IOException {
        if (values.size() == 1) {
            return List.of(call.apply(values.get(0)));
        }
        List<CompletableFuture<R>> asked = values.stream()
                .map(value -> CompletableFuture.supplyAsync(() -> unchecked(call, value), executor))
                .toList();
        List<R> answers = new ArrayList<>(asked.size());
        try {
            asked.forEach(answer -> answers.add(answer.join()));
            return answers;
        } catch (CompletionException e) {
            if (e.getCause() instanceof CompletionException inner && inner.getCause() instanceof IOException io) {
                throw io;
            }
            if (e.getCause() instanceof IOException io) {
                throw io;
            }
            throw e;
        }
    }

    private static <T, R> R unchecked(Call<T, R> call, T value) {
        try {
            return call.apply(value);
        } catch (IOException e) {
            throw new CompletionException(e);
        }
    }
}
