<#ftl output_format="plainText">
${msg("assumeMailDenialEnded")}

${msg("assumeMailScope")}: ${msg("assumeMailScope." + assumeScopeKind)} ${assumeScopeName}<#if assumeScopeKind != "realm"> (${assumeRealm!realmName})</#if>
${msg("assumeMailEndedAt")}: ${assumeEndedAt}
${msg("assumeMailHow")}: ${msg("assumeMailGrantCause." + assumeCause)}
<#if assumeDecider??>
${msg("assumeMailDecider")}: ${assumeDecider}
</#if>

${msg("assumeMailDenialEndedThen")}
