package io.nodenet.audit;

import inet.ipaddr.IPAddress;
import io.nodenet.api.v1alpha1.CheckName;
import io.nodenet.audit.Attachments.Attached;
import io.nodenet.audit.Candidate.Words;
import io.nodenet.audit.IpamUnreservedCheck.Unreserved;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

/**
 * host-local has reserved the address of every live pod that it gave one: Error,
 * IPAMConsistent=False. Addresses outside of its ranges are not judged.
 */
final class IpamUnreservedCheck implements EachCheck<Unreserved> {

  /** A pod whose address is free to be given out again. */
  record Unreserved(Attached attached, IPAddress address) {}

  @Override
  public CheckName name() {
    return CheckName.IPAM_UNRESERVED;
  }

  @Override
  public Set<Need> needs() {
    return Need.ofVeths(Need.IPAM);
  }

  @Override
  public Stream<Unreserved> offenders(AuditedNode node) {
    Map<IPAddress, Attached> holders = node.reservations().holders();
    return node.reservations().unreserved().stream()
        .filter(holders::containsKey)
        .map(address -> new Unreserved(Objects.requireNonNull(holders.get(address)), address));
  }

  @Override
  public Candidate candidate(AuditedNode node, Unreserved unreserved) {
    String pod = unreserved.attached().pod();
    String address = unreserved.address().toCanonicalString();
    Words words =
        new Words(
            address + " reserved",
            "no reservation",
            "host-local has no reservation of "
                + address
                + ", the address of pod "
                + pod
                + ": it will give it to another pod as well.",
            "`kubectl -n "
                + pod.replace("/", " delete pod ")
                + "`; its successor gets an address that is reserved. Usual cause: /var/lib/cni was"
                + " wiped, restored or is not kept over a restart of the runtime, while pods ran on.");
    return Candidate.of(CheckName.IPAM_UNRESERVED, pod, words);
  }
}
