<#ftl output_format="plainText">
${msg("assumeMailBreakGlass")}

${msg("assumeMailUser")}: ${assumeUsername} (${assumeRealm!realmName})
${msg("assumeMailWho")}: ${assumeImpersonator}
<#if assumeImpersonatorRealm??>
${msg("assumeMailFrom")}: ${assumeImpersonatorRealm}
</#if>
${msg("assumeMailSince")}: ${assumeStartedAt}
${msg("assumeMailUntil")}: ${assumeEndsAt}
<#if assumeTicket??>
${msg("assumeMailTicket")}: ${assumeTicket}
</#if>
<#if assumeReason??>
${msg("assumeMailReason")}:
<#-- Quoted line by line, so that no line of it passes for one of ours. -->
> ${assumeReason?replace("\\R", "\n> ", "r")}
</#if>

${msg("assumeMailBreakGlassRecorded")}
${msg("assumeMailBreakGlassEnd")}
