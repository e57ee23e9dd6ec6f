-- Health of a NetworkAuditPolicy for Argo CD: the policy's, never the network's. For argocd-cm, under the key
-- resource.customizations.health.nodenet.io_NetworkAuditPolicy
local health = { status = "Progressing", message = "Waiting for the operator to evaluate the policy" }
local status = obj.status
if status == nil or status.conditions == nil then
  return health
end
if status.observedGeneration ~= obj.metadata.generation then
  return health
end
for _, condition in ipairs(status.conditions) do
  if condition.type == "Stalled" and condition.status == "True" then
    return { status = "Degraded", message = condition.message }
  end
  if condition.type == "Ready" and condition.status == "True" then
    health = { status = "Healthy", message = condition.message }
  end
end
return health
