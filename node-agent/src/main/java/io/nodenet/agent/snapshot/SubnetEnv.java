package io.nodenet.agent.snapshot;

import io.nodenet.agent.rtnetlink.IpPrefix;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What flannel writes for its CNI plugin, {@code /run/flannel/subnet.env}.
 *
 * @param subnets of this node, without host bits
 * @param networks of the cluster
 * @param mtu null when it gives none
 */
public record SubnetEnv(
    List<IpPrefix> subnets, List<IpPrefix> networks, @Nullable Integer mtu, boolean ipMasq) {

  private static final int MAX_BYTES = 16 * 1024;

  public SubnetEnv {
    subnets = List.copyOf(subnets);
    networks = List.copyOf(networks);
  }

  /** Null when there is no such file, which is normal without flannel. */
  static @Nullable SubnetEnv read(Path file, ReadErrors errors) {
    try {
      return parse(BoundedFiles.read(file, MAX_BYTES), errors);
    } catch (NoSuchFileException | NotDirectoryException e) {
      return null;
    } catch (IOException e) {
      errors.add(ErrorSource.SUBNET_ENV, BoundedFiles.reason(e));
      return null;
    }
  }

  private static SubnetEnv parse(String text, ReadErrors errors) {
    List<IpPrefix> subnets = new ArrayList<>();
    List<IpPrefix> networks = new ArrayList<>();
    Integer mtu = null;
    boolean ipMasq = false;
    for (String line : text.lines().toList()) {
      int equals = line.indexOf('=');
      String key = equals < 0 ? "" : line.substring(0, equals).strip();
      String value = line.substring(equals + 1).strip();
      switch (key) {
        case "FLANNEL_SUBNET", "FLANNEL_IPV6_SUBNET" -> prefixes(key, value, subnets, errors);
        case "FLANNEL_NETWORK", "FLANNEL_IPV6_NETWORK" -> prefixes(key, value, networks, errors);
        case "FLANNEL_MTU" -> mtu = number(value, errors);
        case "FLANNEL_IPMASQ" -> ipMasq = value.equals("true");
        default -> {
          // what later versions add
        }
      }
    }
    if (subnets.isEmpty()) {
      errors.add(ErrorSource.SUBNET_ENV, "no FLANNEL_SUBNET in it");
    }
    return new SubnetEnv(subnets, networks, mtu, ipMasq);
  }

  private static @Nullable Integer number(String value, ReadErrors errors) {
    if (value.matches("[0-9]{1,9}")) {
      return Integer.valueOf(value);
    }
    errors.add(ErrorSource.SUBNET_ENV, "FLANNEL_MTU is not a number");
    return null;
  }

  private static void prefixes(String key, String value, List<IpPrefix> into, ReadErrors errors) {
    for (String one : value.split(",", -1)) {
      IpPrefix.parse(one.strip())
          .map(IpPrefix::network)
          .ifPresentOrElse(
              into::add, () -> errors.add(ErrorSource.SUBNET_ENV, key + " is not a CIDR"));
    }
  }
}
