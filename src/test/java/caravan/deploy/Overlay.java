package caravan.deploy;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.batch.v1.CronJob;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * All that {@code kubectl apply -k} would apply.
 *
 * @param configMaps name → key → content; of the ConfigMaps among the resources too
 */
record Overlay(List<HasMetadata> resources, Map<String, Map<String, String>> configMaps) {
    static final Path KUBERNETES = Path.of("deploy/kubernetes");

    /** A folder with what kustomize made of each overlay, {@code service.yaml} and so on; without it the sources are read. */
    static final String BUILT = System.getProperty("caravan.built");

    static Overlay of(String name) throws IOException {
        Overlay overlay = new Overlay(new ArrayList<>(), new HashMap<>());
        if (BUILT != null) {
            overlay.add(Path.of(BUILT, name + ".yaml"));
        } else {
            overlay.follow(KUBERNETES.resolve("overlays").resolve(name));
        }
        return overlay;
    }

    private void follow(Path folder) throws IOException {
        Kustomization kustomization = Kustomization.in(folder);
        for (String resource : kustomization.resources()) {
            Path path = folder.resolve(resource).normalize();
            if (Files.isDirectory(path)) {
                follow(path);
            } else {
                add(path);
            }
        }
        for (Kustomization.Generator generator : kustomization.configMapGenerator()) {
            configMaps.put(generator.name(), generator.data(folder));
        }
    }

    private void add(Path file) throws IOException {
        for (HasMetadata resource : Manifests.read(Files.readString(file))) {
            resources.add(resource);
            if (resource instanceof ConfigMap map) {
                configMaps.put(map.getMetadata().getName(), map.getData());
            }
        }
    }

    <T extends HasMetadata> List<T> all(Class<T> kind) {
        return resources.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    <T extends HasMetadata> T the(Class<T> kind) {
        List<T> found = all(kind);
        if (found.size() != 1) {
            throw new AssertionError(found.size() + " of " + kind.getSimpleName() + ", not one");
        }
        return found.get(0);
    }

    /** Of the one thing that runs something. */
    PodTemplateSpec template() {
        List<PodTemplateSpec> templates = new ArrayList<>();
        all(Deployment.class).forEach(one -> templates.add(one.getSpec().getTemplate()));
        all(Job.class).forEach(one -> templates.add(one.getSpec().getTemplate()));
        all(CronJob.class)
                .forEach(one ->
                        templates.add(one.getSpec().getJobTemplate().getSpec().getTemplate()));
        if (templates.size() != 1) {
            throw new AssertionError(templates.size() + " things that run, not one");
        }
        return templates.get(0);
    }

    PodSpec pod() {
        return template().getSpec();
    }
}
