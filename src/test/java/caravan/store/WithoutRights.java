package caravan.store;

import caravan.store.StoreRights.Act;
import java.io.IOException;
import java.io.InputStream;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A store whose credentials lack rights. */
public record WithoutRights(Store behind, Set<Act> rights) implements Store {
    private void require(Act act) throws IOException {
        if (rights.contains(act)) {
            throw new StoreRefused("403 AccessDenied", "check the rights", act.right(), null);
        }
    }

    @Override
    public String location() {
        return behind.location();
    }

    @Override
    public List<StoredObject> list(String prefix) throws IOException {
        require(Act.LIST);
        return behind.list(prefix);
    }

    @Override
    public Optional<Content> get(String key) throws IOException {
        require(Act.GET);
        return behind.get(key);
    }

    @Override
    public Optional<InputStream> open(String key) throws IOException {
        require(Act.GET);
        return behind.open(key);
    }

    @Override
    public String create(String key, byte[] content) throws IOException {
        require(Act.PUT);
        return behind.create(key, content);
    }

    @Override
    public String replace(String key, byte[] content, String version) throws IOException {
        require(Act.PUT);
        return behind.replace(key, content, version);
    }

    @Override
    public void delete(Collection<String> keys) throws IOException {
        require(Act.DELETE);
        behind.delete(keys);
    }
}
