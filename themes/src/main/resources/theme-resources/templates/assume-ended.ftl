<#import "template.ftl" as layout>
<@layout.registrationLayout displayMessage=false; section>
    <#if section = "header">
        ${msg("assumeEndedTitle")}
    <#elseif section = "form">
        <form id="assume-ended" class="${properties.kcFormClass!}" action="${url.loginAction}" method="post">
            <div class="${properties.kcFormGroupClass!}" id="assume-ended-cause">${msg("assumeEnded." + assumeCause, assumeSubject)}</div>
            <#if assumeImpersonator?has_content>
            <div class="${properties.kcFormGroupClass!}">
                <button id="assume-back" type="submit" name="${assumeChoice}" value="back"
                        class="${properties.kcButtonClass!} ${properties.kcButtonPrimaryClass!} ${properties.kcButtonBlockClass!} ${properties.kcButtonLargeClass!}">
                    ${msg("assumeEndedBack", assumeImpersonator)}
                </button>
            </div>
            </#if>
            <div class="${properties.kcFormGroupClass!}">
                <button id="assume-login" type="submit" name="${assumeChoice}" value="login"
                        class="${properties.kcButtonClass!} ${properties.kcButtonSecondaryClass!properties.kcButtonDefaultClass!} ${properties.kcButtonBlockClass!} ${properties.kcButtonLargeClass!}">
                    <#if assumeImpersonator?has_content>${msg("assumeEndedLogin")}<#else>${msg("doLogIn")}</#if>
                </button>
            </div>
        </form>
    </#if>
</@layout.registrationLayout>
