package io.nodenet.agent.rtnetlink;

import static org.assertj.core.api.Assertions.assertThat;

import io.nodenet.agent.libc.Libc;
import io.nodenet.agent.netlink.DumpPolicy;
import io.nodenet.agent.netlink.NetlinkConnection;
import io.nodenet.agent.netlink.NetlinkStatistics;
import org.junit.jupiter.api.Test;

/** Typed dumps of the kernel that the tests run on. */
class RtnetlinkIT {

  @Test
  void shouldReadEveryTableOfThisNamespace() throws Exception {
    // Given
    try (NetlinkConnection connection =
        NetlinkConnection.toKernel(
            Libc.ofThisProcess(), DumpPolicy.DEFAULT, new NetlinkStatistics())) {
      Rtnetlink rtnetlink = new Rtnetlink(connection);

      // When
      Dump<LinkMessage> links = rtnetlink.links();

      // Then
      assertThat(links.defects()).isEmpty();
      assertThat(links.items()).anySatisfy(link -> assertThat(link.name().text()).isEqualTo("lo"));
      assertThat(rtnetlink.addresses(Family.INET).defects()).isEmpty();
      assertThat(rtnetlink.addresses(Family.INET6).defects()).isEmpty();
      assertThat(rtnetlink.routes(Family.INET).defects()).isEmpty();
      assertThat(rtnetlink.routes(Family.INET6).defects()).isEmpty();
      assertThat(rtnetlink.rules(Family.INET).items()).hasSizeGreaterThanOrEqualTo(3);
      assertThat(rtnetlink.rules(Family.INET6).items()).hasSizeGreaterThanOrEqualTo(2);
      assertThat(rtnetlink.nexthops().defects()).isEmpty();
    }
  }
}
