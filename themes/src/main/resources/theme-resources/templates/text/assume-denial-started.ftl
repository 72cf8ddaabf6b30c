<#ftl output_format="plainText">
${msg("assumeMailDenialStarted")}

${msg("assumeMailScope")}: ${msg("assumeMailScope." + assumeScopeKind)} ${assumeScopeName}<#if assumeScopeKind != "realm"> (${assumeRealm!realmName})</#if>
${msg("assumeMailGrantee")}: <#if assumeGrantee??><#if assumeGranteeKind??>${msg("assumeMailGrantee." + assumeGranteeKind)} </#if>${assumeGrantee}<#else>${msg("assumeMailGrantee.everybody")}</#if>
${msg("assumeMailStartsAt")}: ${assumeStartsAt}
${msg("assumeMailUntil")}: <#if assumeEndsAt??>${assumeEndsAt}<#else>${msg("assumeMailNoEnd")}</#if>
${msg("assumeMailDecider")}: ${assumeDecider}
<#if assumeReason??>
${msg("assumeMailReason")}:
<#-- Quoted line by line, so that no line of it passes for one of ours. -->
> ${assumeReason?replace("\\R", "\n> ", "r")}
</#if>

${msg("assumeMailDenialBeats")}
${msg("assumeMailGrantUnexpected")}
