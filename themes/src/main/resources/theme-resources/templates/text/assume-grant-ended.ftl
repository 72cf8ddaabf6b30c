<#ftl output_format="plainText">
<#if (assumeDenial!"false") == "true">
${msg("assumeMailDenialEnded")}
<#else>
${msg("assumeMailGrantEnded")}
</#if>

${msg("assumeMailScope")}: ${msg("assumeMailScope." + assumeScopeKind)} ${assumeScopeName}<#if assumeScopeKind != "realm"> (${assumeRealm!realmName})</#if>
${msg("assumeMailEndedAt")}: ${assumeEndedAt}
${msg("assumeMailHow")}: ${msg("assumeMailGrantCause." + assumeCause)}
<#if assumeDecider??>
${msg("assumeMailDecider")}: ${assumeDecider}
</#if>

<#if (assumeDenial!"false") == "true">
${msg("assumeMailDenialEndedThen")}
<#else>
${msg("assumeMailGrantEndedThen")}
</#if>
