package io.nodenet.agent.libc;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Sizes and offsets as the C headers of 64-bit Linux give them; no native call. */
class CStructsTest {

  @Test
  void shouldLayOutSockaddrNlAsTheHeaderDoes() {
    assertThat(CStructs.SOCKADDR_NL.byteSize()).isEqualTo(12);
    assertThat(CStructs.offsetOf(CStructs.SOCKADDR_NL, "nl_family")).isZero();
    assertThat(CStructs.offsetOf(CStructs.SOCKADDR_NL, "nl_pid")).isEqualTo(4);
    assertThat(CStructs.offsetOf(CStructs.SOCKADDR_NL, "nl_groups")).isEqualTo(8);
  }

  @Test
  void shouldLayOutMsghdrWithItsPadding() {
    assertThat(CStructs.MSGHDR.byteSize()).isEqualTo(56);
    assertThat(CStructs.offsetOf(CStructs.MSGHDR, "msg_namelen")).isEqualTo(8);
    assertThat(CStructs.offsetOf(CStructs.MSGHDR, "msg_iov")).isEqualTo(16);
    assertThat(CStructs.offsetOf(CStructs.MSGHDR, "msg_iovlen")).isEqualTo(24);
    assertThat(CStructs.offsetOf(CStructs.MSGHDR, "msg_control")).isEqualTo(32);
    assertThat(CStructs.offsetOf(CStructs.MSGHDR, "msg_controllen")).isEqualTo(40);
    assertThat(CStructs.offsetOf(CStructs.MSGHDR, "msg_flags")).isEqualTo(48);
    assertThat(CStructs.MSGHDR.byteAlignment()).isEqualTo(8);
  }

  @Test
  void shouldLayOutIovecAndPollfd() {
    assertThat(CStructs.IOVEC.byteSize()).isEqualTo(16);
    assertThat(CStructs.offsetOf(CStructs.IOVEC, "iov_len")).isEqualTo(8);
    assertThat(CStructs.POLLFD.byteSize()).isEqualTo(8);
    assertThat(CStructs.offsetOf(CStructs.POLLFD, "events")).isEqualTo(4);
    assertThat(CStructs.offsetOf(CStructs.POLLFD, "revents")).isEqualTo(6);
  }
}
