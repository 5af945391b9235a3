package caravan.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.networking.v1.IPBlock;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyEgressRule;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPeer;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPort;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class NetworkPolicyTest {
    private static NetworkPolicy policy() throws IOException {
        return Overlay.of("service").the(NetworkPolicy.class);
    }

    private static List<Integer> ports(List<NetworkPolicyPort> ports) {
        return ports.stream().map(port -> port.getPort().getIntVal()).distinct().toList();
    }

    @Test
    void covers_every_pod_of_ours_in_both_directions() throws IOException {
        assertThat(policy().getSpec().getPodSelector().getMatchLabels())
                .isEqualTo(Map.of("app.kubernetes.io/name", "caravan"));
        assertThat(policy().getSpec().getPolicyTypes()).containsExactlyInAnyOrder("Ingress", "Egress");
    }

    @Test
    void lets_in_monitoring_alone_and_to_one_port() throws IOException {
        assertThat(policy().getSpec().getIngress()).singleElement().satisfies(rule -> {
            assertThat(ports(rule.getPorts())).containsExactly(8080);
            assertThat(rule.getFrom()).singleElement().satisfies(peer -> assertThat(
                            peer.getNamespaceSelector().getMatchLabels())
                    .containsValue("monitoring"));
        });
    }

    @Test
    void lets_out_names_and_https_and_to_no_metadata_address() throws IOException {
        List<NetworkPolicyEgressRule> out = policy().getSpec().getEgress();
        assertThat(out).extracting(rule -> ports(rule.getPorts())).containsExactlyInAnyOrder(List.of(53), List.of(443));
        List<IPBlock> blocks = out.stream()
                .flatMap(rule -> rule.getTo().stream())
                .map(NetworkPolicyPeer::getIpBlock)
                .filter(Objects::nonNull)
                .toList();
        assertThat(blocks).extracting(IPBlock::getCidr).containsExactlyInAnyOrder("0.0.0.0/0", "::/0");
        assertThat(blocks).flatExtracting(IPBlock::getExcept).contains("169.254.0.0/16", "fd00:ec2::/32", "fe80::/10");
    }
}
