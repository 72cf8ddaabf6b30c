<#ftl output_format="plainText">
${msg("assumeMailRequested")}

${msg("assumeMailRequester")}: ${assumeRequester}
${msg("assumeMailScope")}: ${msg("assumeMailScope." + assumeScopeKind)} ${assumeScopeName}<#if assumeScopeKind != "realm"> (${assumeRealm!realmName})</#if>
${msg("assumeMailDuration")}: <#if ["P1D", "P1W", "P1M", "P1Y", "indefinite"]?seq_contains(assumeDuration)>${msg("assumeMailDuration." + assumeDuration)}<#else>${assumeDuration}</#if>
${msg("assumeMailLapsesAt")}: ${assumeLapsesAt}
<#if assumeTicket??>
${msg("assumeMailTicket")}: ${assumeTicket}
</#if>
<#if assumeReason??>
${msg("assumeMailReason")}:
<#-- Quoted line by line, so that no line of it passes for one of ours. -->
> ${assumeReason?replace("\\R", "\n> ", "r")}
</#if>

${msg("assumeMailRequestedAnswer")}
