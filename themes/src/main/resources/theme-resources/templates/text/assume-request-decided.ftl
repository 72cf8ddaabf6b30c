<#ftl output_format="plainText">
${msg("assumeMailDecided." + assumeOutcome)}

${msg("assumeMailScope")}: ${msg("assumeMailScope." + assumeScopeKind)} ${assumeScopeName}<#if assumeScopeKind != "realm"> (${assumeRealm!realmName})</#if>
<#if assumeOutcome == "approved">
${msg("assumeMailUntil")}: <#if assumeEndsAt??>${assumeEndsAt}<#else>${msg("assumeMailNoEnd")}</#if>
</#if>
<#if assumeDecider??>
${msg("assumeMailDecider")}: ${assumeDecider}
</#if>
<#if assumeWord??>
${msg("assumeMailWord")}:
<#-- Quoted line by line, so that no line of it passes for one of ours. -->
> ${assumeWord?replace("\\R", "\n> ", "r")}
</#if>
